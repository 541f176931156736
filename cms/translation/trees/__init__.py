"""Whether the trees of all languages still stand together: finding and mending where not."""
