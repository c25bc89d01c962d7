"""Windows hold whole sentences, every word is in exactly one core, and pieces follow BERT."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.pieces import cut_windows, pack, shape_of, word_text
from dateline.annotate.wordpiece import WordPieces, fold, split_marks
from dateline.text import split_sentences

VOCABULARY = WordPieces(
    {p: i for i, p in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "strike", "##s", "the", ".", "u", "s", "'", "n", "t"])}
)


def test_pieces_of_a_word():
    assert VOCABULARY.cut("Strikes") == (4, 5)
    assert VOCABULARY.cut("U.S.") == (8, 7, 9, 7)
    assert VOCABULARY.cut("n't") == (11, 10, 12)
    assert VOCABULARY.cut("zebra") == (1,)
    assert VOCABULARY.cut("x" * 101) == (1,)
    assert VOCABULARY.cut("\u200b") == (1,)


def test_folding_drops_accents_and_marks_stand_alone():
    assert fold("Ålesund") == "alesund"
    assert split_marks("a-b") == ["a", "-", "b"]
    assert split_marks("中国") == ["中", "国"]


def test_shapes():
    assert [shape_of(w) for w in ("strike", "Iran", "US", "McCain", "85", "F-16", ",", "“")] == list(range(8))


def test_a_word_knows_whether_it_is_quoted():
    text = 'He said "no" again.'
    wording = word_text(text, split_sentences(text), VOCABULARY)
    quoted = [s.of(text) for s, f in zip(wording.spans, wording.features, strict=True) if f >= 8]
    assert quoted == ['"', "no", '"']


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(80, 120), st.sampled_from([0, 20, 40]))
def test_every_word_is_in_one_core(lengths, limit, context):
    text = "\n".join(" ".join(["the"] * n) for n in lengths)
    wording = word_text(text, split_sentences(text), VOCABULARY)
    windows = list(cut_windows(wording, limit, context))
    assert [i for w in windows for i in range(w.core, w.last)] == list(range(len(wording.spans)))
    assert all(w.first <= w.core < w.last for w in windows)
    for w in windows:
        ids, features, firsts = pack(wording, w, VOCABULARY.ends)
        assert len(ids) == len(features) <= max(limit, limit - 48 + context) + 2
        assert (ids[0], ids[-1]) == (2, 3)
        assert [ids[f] for f in firsts] == [wording.pieces[i][0] for i in range(w.first, w.last)]


def test_one_endless_sentence_is_cut():
    text = "the " * 5000
    wording = word_text(text, split_sentences(text), VOCABULARY)
    assert max(w.last - w.first for w in cut_windows(wording)) <= 224 + 48
