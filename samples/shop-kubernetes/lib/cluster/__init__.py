"""Plays the parts of a cluster's control plane that this sample needs, from the manifests."""
