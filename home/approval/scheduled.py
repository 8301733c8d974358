"""What was approved to become public, or to end, at a set time."""


def scheduled_items(now):
    """Pairs of a name and a function that publishes or ends one thing, oldest first."""
    raise NotImplementedError
    yield
