"""Pictures of digits in many styles, as a pen, paper, light and a camera make them."""
