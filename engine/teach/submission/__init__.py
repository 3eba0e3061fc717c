"""Work that someone brings: its names, layouts, digits and conventions, as people have them."""
