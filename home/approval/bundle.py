"""What is approved and published together."""


def bundle_of(task_state) -> list:
    """The members that go along: each with `obj` and `revision`; without the main thing itself."""
    return list(task_state.bundle_members.select_related("revision"))
