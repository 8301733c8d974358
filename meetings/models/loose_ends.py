"""Inline rows of drafts that refer to objects which may be deleted before the draft is opened."""

from modelcluster.models import model_from_serializable_data


class DropsLostReferences:
    """An inline row whose draft opens even if an object that it refers to was deleted.

    The database protects what stored rows refer to, but not the file, item or network that only a
    draft refers to.
    """

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """Return the row without references to deleted objects; None if nothing is left of it."""
        gone = {
            name: None
            for name in optional_references(cls)
            if check_fks and is_deleted(cls, name, data)
        }
        return model_from_serializable_data(cls, data | gone, check_fks, strict_fks)


def optional_references(model) -> list[str]:
    return [f.name for f in model._meta.fields if f.many_to_one and f.null]


def is_deleted(model, name: str, data: dict) -> bool:
    key = data.get(name)
    related = model._meta.get_field(name).related_model
    return key is not None and not related._default_manager.filter(pk=key).exists()
