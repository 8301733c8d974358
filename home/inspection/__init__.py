"""What files hold that nobody sees: kept for each file, shown to editors, removed on request.

`inspection_of(document)` in `.inspecting` returns what was found, or None while a file waits;
`home.file_parsing` takes files apart.
"""
