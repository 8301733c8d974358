"""The former path of `PublishesDrafts`, which a migration imports."""

from .publishes_drafts import PublishesDrafts as BringsAlong

__all__ = ["BringsAlong"]
