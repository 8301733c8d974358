"""Import of minutes from Word or text into a meeting, after an editor has reviewed them."""
