"""What calls really used, measured from logs: the same calls in every form that a log may have."""
