-- The service's own files. What begins with `birth_year` serves to search; `searchKeys` of fc-pivot/linking makes it.
CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given again: a decision on an erased file is for no other
  number TEXT NOT NULL UNIQUE, -- stands on the letters to its holder; never shown to anybody who is not linked
  birth_name TEXT, usual_name TEXT, given_names TEXT, gender TEXT, birthdate TEXT, birthplace TEXT, birth_country TEXT,
  birth_year INTEGER, birth_name_key TEXT NOT NULL, usual_name_key TEXT NOT NULL, given_name_key TEXT NOT NULL
) STRICT;
CREATE INDEX file_by_birth_name ON file (birth_year, birth_name_key);
CREATE INDEX file_by_usual_name ON file (birth_year, usual_name_key);
CREATE INDEX file_by_given_name ON file (birth_year, given_name_key);

-- Who has which file. Rows are added and superseded, never changed otherwise, never deleted while the file lives.
CREATE TABLE link (
  issuer TEXT NOT NULL,
  sub TEXT NOT NULL,
  file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE, -- erased with it, the former links too
  linked_at INTEGER NOT NULL DEFAULT (unixepoch()),
  basis TEXT NOT NULL, -- JSON: why, confirmed by whom; no datum of the person
  superseded_at INTEGER,
  PRIMARY KEY (issuer, sub) -- one file for each sub, for ever
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX link_one_holder ON link (file_id, issuer) WHERE superseded_at IS NULL; -- one holder for each file
CREATE INDEX link_by_file ON link (file_id); -- a file's history, and what goes with it

-- How often somebody has tried to prove a file.
CREATE TABLE attempt (
  issuer TEXT NOT NULL,
  sub TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (issuer, sub)
) STRICT, WITHOUT ROWID;

-- What waits for an agent: the person as she signed in, without e-mail. The row goes when it is decided.
CREATE TABLE request (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- their order; a decision does not name it
  token TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(16)))), -- what a decision names: this person, as the agent saw her
  issuer TEXT NOT NULL,
  sub TEXT NOT NULL,
  person TEXT NOT NULL,
  UNIQUE (issuer, sub)
) STRICT;

-- Who may decide. Agents sign in as everybody does.
CREATE TABLE agent (
  issuer TEXT NOT NULL,
  sub TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (issuer, sub)
) STRICT, WITHOUT ROWID;
