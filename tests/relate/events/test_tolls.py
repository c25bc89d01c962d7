"""Tolls that are told right beside their number, through the whole reader."""

import pytest

import dateline

ROWS = [
    ("A bomb attack in Kirkuk left three soldiers dead on Friday, police said.", ("killed", 3, 3)),
    ("A car bomb in Kirkuk killed at least nine people on Friday, police said.", ("killed", 9, None)),
    ("The earthquake left 400 families homeless, the agency said.", ("displaced", 400, 400)),
    ("Gunmen attacked a checkpoint and wounded two guards, the army said.", ("wounded", 2, 2)),
    ("Two sailors died and five were injured when a roadside bomb struck their jeep near Kirkuk.", ("wounded", 5, 5)),
    ("Two sailors died and five were injured when a roadside bomb struck their jeep near Kirkuk.", ("killed", 2, 2)),
    ("Between 30 and 40 villagers were massacred by rebels near Bunia, aid workers said. Scores more were missing.", ("missing", 40, None)),
    ("Between 30 and 40 villagers were massacred by rebels near Bunia, aid workers said.", ("killed", 30, 40)),
    ("An earthquake struck Pisco on Friday. More than 2,000 people were homeless, the mayor said.", ("displaced", 2001, None)),
    ("Police shot dead 34 striking miners near Rustenburg on Friday.", ("killed", 34, 34)),
    ("The council voted 14-0 on Friday to extend the sanctions.", ("votes", 14, 14)),
    ("Thousands marched through Leeds on Saturday; police put the number at 7,500.", ("participants", 7500, 7500)),
    ("Twelve people died in a fire in Leeds on Friday and 74 are in hospital.", ("wounded", 74, 74)),
    ("A rebel attack hit Goma on Friday. In the town 53 people, including 14 children, have died.", ("killed", 53, 53)),
    ("A fire tore through a hostel in Leeds. Twenty people are now known to have died, the brigade said.", ("killed", 20, 20)),
    ("An explosion in Derrin claimed the lives of 12 miners on Friday, the company said.", ("killed", 12, 12)),
    ("The blast claimed the lives of 12 miners in Derrin on Friday, the company said.", ("killed", 12, 12)),
    ("Rebels attacked the base on Friday. The army said it had lost three soldiers in the battle.", ("killed", 3, 3)),
    ("The earthquake hit Kobe on Friday. Some 35,000 homes were destroyed.", ("damaged", 35000, 35000)),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_toll(text, expected):
    record = dateline.read(text, published="2016-05-07")
    assert expected in [(f.what, f.low, f.high) for e in record.events for f in e.figures]


NONE = [
    ("Rebels freed 139 of the nearly 500 peacekeepers whom they had held.", ("released", 500, 500)),
    ("Twelve people died in a fire in Leeds on Friday and 74 are in hospital.", ("killed", 74, 74)),
    ("Two female suicide bombers killed 38 people in Kirkuk on Friday.", ("killed", 2, 2)),
    ("Two gunmen killed at least nine people in Kirkuk on Friday.", ("killed", 2, 2)),
]


@pytest.mark.parametrize(("text", "wrong"), NONE)
def test_numbers_of_others_are_no_toll(text, wrong):
    record = dateline.read(text, published="2016-05-07")
    assert wrong not in [(f.what, f.low, f.high) for e in record.events for f in e.figures]
