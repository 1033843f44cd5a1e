"""Records and evaluations as pages to look at: one HTML file each, that needs no network and no server.

    records  -> facts.py, archive.py -> archive_page.py \
                                                         -> frame.py -> page.html
    evaluation        ->             evaluation_page.py /

Python only fills in data; what a reader sees is made by the HTML, CSS and JavaScript in pages/.
"""
