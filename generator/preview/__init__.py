"""The page of a proposal while it is edited: it follows its files, and tries values out before they are written."""
