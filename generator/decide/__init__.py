"""What a decision rests on: an answer of the vendor held against the need, and other proposals beside this one."""
