"""The permissions of each role on people, seats and terms. See home/roles.py."""

from itertools import product


def permission_codes(*pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the codes of every action on every model of each pair (actions, models)."""
    return tuple(
        f"networks.{action}_{model}"
        for actions, models in pairs
        for action, model in product(actions, models)
    )


ALL = ("organisation", "person", "seat", "term")

SEE, CLEAR = (
    permission_codes((("view",), ("proposal",))),
    permission_codes((("view", "delete"), ("proposal",))),
)

PERMISSIONS = {
    "communications": permission_codes((("view",), ALL), (("add", "change"), ("organisation",))),
    "secretariat": permission_codes((("add", "change", "view"), ALL)) + CLEAR,
    "chair": permission_codes((("view",), ALL)) + SEE,
    "administration": permission_codes(
        (("add", "change", "view"), ALL), (("delete",), ("organisation", "person"))
    )
    + CLEAR,
}
