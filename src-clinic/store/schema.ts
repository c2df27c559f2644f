/** One text per schema version, applied in order, never changed once released. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Every version ever acknowledged. seq is the order of commits: one writer, so nothing appears behind it later.
  CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('POST', 'PUT', 'PATCH', 'DELETE')),
    updated INTEGER NOT NULL, author TEXT NOT NULL, json TEXT,
    UNIQUE (type, id, version)
  );
  CREATE INDEX history_type ON history (type, seq);

  CREATE TABLE resource (
    key INTEGER PRIMARY KEY,
    type TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL REFERENCES history (seq),
    updated INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    UNIQUE (type, id)
  );
  CREATE INDEX resource_updated ON resource (type, deleted, updated, key);

  CREATE TABLE binary_part (
    seq INTEGER NOT NULL REFERENCES history (seq), part INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (seq, part)
  );

  -- Search indexes. param is Type.code; folded text is NFD without marks, lower case.
  CREATE TABLE token_index (param TEXT, value TEXT, system TEXT, resource INTEGER, PRIMARY KEY (param, value, system, resource)) WITHOUT ROWID;
  CREATE INDEX token_resource ON token_index (resource);
  CREATE TABLE string_index (param TEXT, folded TEXT, exact TEXT, resource INTEGER, PRIMARY KEY (param, folded, exact, resource)) WITHOUT ROWID;
  CREATE INDEX string_resource ON string_index (resource);
  CREATE TABLE reference_index (param TEXT, id TEXT, type TEXT, resource INTEGER, PRIMARY KEY (param, id, type, resource)) WITHOUT ROWID;
  CREATE INDEX reference_resource ON reference_index (resource);
  CREATE TABLE date_index (param TEXT, low INTEGER, high INTEGER, resource INTEGER, PRIMARY KEY (param, low, high, resource)) WITHOUT ROWID;
  CREATE INDEX date_resource ON date_index (resource);
  CREATE TABLE quantity_index (param TEXT, low REAL, high REAL, code TEXT, system TEXT, resource INTEGER, PRIMARY KEY (param, low, high, code, system, resource)) WITHOUT ROWID;
  CREATE INDEX quantity_resource ON quantity_index (resource);

  -- Who, what, when; never a value, a name or a search text.
  CREATE TABLE access_log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, client TEXT NOT NULL, account TEXT NOT NULL,
    interaction TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, status INTEGER NOT NULL
  );

  CREATE TABLE account (
    id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, fhir_user TEXT,
    password_hash TEXT NOT NULL, totp_secret TEXT NOT NULL, totp_last_step INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0, disabled INTEGER NOT NULL DEFAULT 0
  );

  CREATE TABLE grant_item (
    model TEXT NOT NULL, id TEXT NOT NULL, grant_id TEXT, uid TEXT, payload TEXT NOT NULL,
    expires INTEGER NOT NULL, consumed INTEGER,
    PRIMARY KEY (model, id)
  ) WITHOUT ROWID;
  CREATE INDEX grant_item_grant ON grant_item (grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX grant_item_uid ON grant_item (uid) WHERE uid IS NOT NULL;
  CREATE INDEX grant_item_expires ON grant_item (expires);
  `,
]
