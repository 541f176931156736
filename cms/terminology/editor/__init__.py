"""Terms in the editor: findings while writing, in the preview, and what is kept with a reason."""
