"""A target -> the addresses to connect to, each of them checked; a name is looked up once, so that it cannot change in between."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence

from dateline.errors import Forbidden, NotFetched
from dateline.fetch.addresses import why_refused
from dateline.fetch.deadline import Deadline
from dateline.fetch.policy import Policy
from dateline.fetch.targets import Target, as_number, show_address


def find_addresses(target: Target, policy: Policy, deadline: Deadline) -> tuple[str, ...]:
    """The addresses of `target`, all of them allowed by `policy`.

    One that is not refuses them all: a name that leads to a public and to a private address is an attack or a mistake. Raises
    Forbidden for these and for a port that is not asked, NotFetched for a name without addresses.
    """
    shown = show_address(target.url)
    if target.port not in policy.ports and target.port not in {port for _, port in policy.allow}:
        raise Forbidden(shown, f"has port {target.port}", f"Dateline asks ports {', '.join(map(str, sorted(policy.ports)))} only")
    found = (target.host,) if as_number(target.host) else tuple(_look_up(target, policy, deadline))
    if not found:
        raise NotFetched(shown, "its host has no address", "check how it is spelt")
    for address in found:
        _check(address, target, policy)
    return tuple(dict.fromkeys(found))


def resolve_name(host: str, port: int) -> Sequence[str]:
    """The addresses that the system knows for `host`, in the order in which it prefers them."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _check(address: str, target: Target, policy: Policy) -> None:
    if (address, target.port) in policy.allow:
        return
    shown = show_address(target.url)
    if target.port not in policy.ports:
        raise Forbidden(shown, f"has port {target.port}", f"Dateline asks ports {', '.join(map(str, sorted(policy.ports)))} only")
    if reason := why_refused(address):
        raise Forbidden(shown, f"leads to {address[:50]}, {reason}", "Dateline fetches from the public web only")


def _look_up(target: Target, policy: Policy, deadline: Deadline) -> Sequence[str]:
    """The resolver's answer, in a thread that is left behind where it takes too long: a look-up cannot be broken off."""
    answers: list[Sequence[str] | Exception] = []
    resolve = policy.resolve or resolve_name

    def ask() -> None:
        try:
            answers.append(tuple(resolve(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not answers:
        raise NotFetched(show_address(target.url), "its host's name was not resolved in time", "try again later")
    if isinstance(answers[0], Exception):
        raise NotFetched(show_address(target.url), "its host has no address", "check how it is spelt") from answers[0]
    return answers[0]
