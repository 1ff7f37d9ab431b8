"""Everything a store holds, as values that can be compared."""

from __future__ import annotations

from typing import Any

from shuyu.project import Project


def snapshot(project: Project) -> dict[str, Any]:
    """All that `project`'s store gives, except the times of files."""
    with project.open_store() as store:
        concepts = {
            collection.name: sorted(store.concepts(collection.name), key=lambda c: c.id)
            for collection in store.collections()
        }
        return {
            "collections": store.collections(),
            "concepts": concepts,
            "full": {
                (name, concept.id): store.full_concept(name, concept.id)
                for name, listed in concepts.items()
                for concept in listed
            },
            "contexts": {
                (name, concept.id): store.contexts(name, concept.id)
                for name, listed in concepts.items()
                for concept in listed
            },
            "documents": {path: (r.sha256, r.format, r.encoding) for path, r in store.documents().items()},
            "passages": list(store.passages()),
            "pairs": list(store.pairs()),
            "candidates": list(store.candidates()),
        }
