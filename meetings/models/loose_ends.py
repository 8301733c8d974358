"""Rows of drafts that name what may be gone before the draft is opened again."""

from modelcluster.models import model_from_serializable_data


class SurvivesLoss:
    """A row whose draft opens also when a file, matter or network that it names is gone.

    The database protects what stored rows name, but it cannot see what only a draft names.
    """

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """The row without what is gone; None when nothing is left of it."""
        gone = {name: None for name in links_of(cls) if check_fks and is_gone(cls, name, data)}
        return model_from_serializable_data(cls, data | gone, check_fks, strict_fks)


def links_of(model) -> list[str]:
    return [f.name for f in model._meta.fields if f.many_to_one and f.null]


def is_gone(model, name: str, data: dict) -> bool:
    key = data.get(name)
    related = model._meta.get_field(name).related_model
    return key is not None and not related._default_manager.filter(pk=key).exists()
