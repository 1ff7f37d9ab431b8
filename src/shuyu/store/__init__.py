"""The term store: what `shuyu build` makes and everything else reads. It is derived, and can be built again."""
