"""The permissions of each role on people, seats and terms. See home/roles.py."""

from itertools import product


def named(*pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the codes of every action on every model of each pair (actions, models)."""
    return tuple(
        f"networks.{action}_{model}"
        for actions, models in pairs
        for action, model in product(actions, models)
    )


ALL = ("organisation", "person", "seat", "term")

SEE, CLEAR = named((("view",), ("proposal",))), named((("view", "delete"), ("proposal",)))

PERMISSIONS = {
    "communications": named((("view",), ALL), (("add", "change"), ("organisation",))),
    "secretariat": named((("add", "change", "view"), ALL)) + CLEAR,
    "chair": named((("view",), ALL)) + SEE,
    "administration": named(
        (("add", "change", "view"), ALL), (("delete",), ("organisation", "person"))
    )
    + CLEAR,
}
