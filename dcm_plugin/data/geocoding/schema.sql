-- Look-up structures of the place database, beside the layers place_* in the same GeoPackage.
CREATE TABLE IF NOT EXISTS dcm_place (
    place_id INTEGER PRIMARY KEY,
    source_key TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    type INTEGER NOT NULL,
    level INTEGER NOT NULL,
    name TEXT NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    radius REAL NOT NULL,
    county INTEGER NOT NULL,
    town INTEGER NOT NULL,
    street INTEGER NOT NULL,
    plate_key TEXT NOT NULL,
    plate_mark TEXT NOT NULL,
    number INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    identifier TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date TEXT
);
CREATE INDEX IF NOT EXISTS dcm_place_street ON dcm_place (street) WHERE street > 0;
CREATE TABLE IF NOT EXISTS dcm_place_name (
    name_id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    spelling TEXT NOT NULL,
    match TEXT NOT NULL,
    keyed INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS dcm_place_name_place ON dcm_place_name (place_id);
CREATE INDEX IF NOT EXISTS dcm_place_name_spelling ON dcm_place_name (keyed, spelling);
CREATE TABLE IF NOT EXISTS dcm_place_key (
    key INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    PRIMARY KEY (key, name_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dcm_place_key_name ON dcm_place_key (name_id);
CREATE TABLE IF NOT EXISTS dcm_place_head (
    head TEXT PRIMARY KEY,
    lengths INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dcm_place_history (
    history_id INTEGER PRIMARY KEY,
    place_id INTEGER NOT NULL,
    changed_on TEXT NOT NULL,
    action TEXT NOT NULL,
    before TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dcm_place_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS dcm_place_text USING fts5 (
    pairs, tokenize = 'unicode61', detail = 'none'
);
