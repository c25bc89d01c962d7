CREATE TABLE blob (
  sha256 VARCHAR NOT NULL,
  size BIGINT NOT NULL,
  packed BLOB NOT NULL,
  PRIMARY KEY (sha256)
);
CREATE TABLE block (
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  PRIMARY KEY (kind, name, subject)
);
CREATE INDEX block_subject ON block (kind, subject);
CREATE TABLE feed (
  url VARCHAR NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (url)
);
CREATE TABLE incident (
  id VARCHAR NOT NULL,
  title TEXT NOT NULL,
  type VARCHAR NOT NULL,
  mode VARCHAR,
  status VARCHAR NOT NULL,
  earliest VARCHAR,
  latest VARCHAR,
  country VARCHAR,
  place VARCHAR,
  lat FLOAT,
  lon FLOAT,
  disputed BOOLEAN NOT NULL,
  grade VARCHAR NOT NULL,
  reports INTEGER NOT NULL,
  voices INTEGER NOT NULL,
  story VARCHAR,
  json TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX ix_incident_country ON incident (country);
CREATE INDEX ix_incident_disputed ON incident (disputed);
CREATE INDEX ix_incident_earliest ON incident (earliest);
CREATE INDEX ix_incident_grade ON incident (grade);
CREATE INDEX ix_incident_lat ON incident (lat);
CREATE INDEX ix_incident_latest ON incident (latest);
CREATE INDEX ix_incident_status ON incident (status);
CREATE INDEX ix_incident_story ON incident (story);
CREATE INDEX ix_incident_type ON incident (type);
CREATE TABLE incident_actor (
  incident VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  PRIMARY KEY (incident, folded, role)
);
CREATE INDEX ix_incident_actor_folded ON incident_actor (folded);
CREATE TABLE incident_event (
  event VARCHAR NOT NULL,
  incident VARCHAR NOT NULL,
  PRIMARY KEY (event)
);
CREATE INDEX ix_incident_event_incident ON incident_event (incident);
CREATE TABLE judgement (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  first VARCHAR NOT NULL,
  second VARCHAR NOT NULL,
  same BOOLEAN NOT NULL,
  score FLOAT NOT NULL,
  "by" VARCHAR NOT NULL,
  made VARCHAR NOT NULL,
  reasons TEXT NOT NULL,
  note TEXT NOT NULL,
  revoked VARCHAR,
  PRIMARY KEY (id)
);
CREATE INDEX judgement_first ON judgement (kind, first);
CREATE INDEX judgement_second ON judgement (kind, second);
CREATE TABLE log (
  id INTEGER NOT NULL,
  at VARCHAR NOT NULL,
  what VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  chain VARCHAR NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE meta (
  name VARCHAR NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
);
CREATE TABLE run (
  id INTEGER NOT NULL,
  started VARCHAR NOT NULL,
  ended VARCHAR,
  command TEXT NOT NULL,
  model VARCHAR,
  version VARCHAR,
  config VARCHAR,
  PRIMARY KEY (id)
);
CREATE TABLE story_report (
  report VARCHAR NOT NULL,
  story VARCHAR NOT NULL,
  voice VARCHAR NOT NULL,
  PRIMARY KEY (report)
);
CREATE INDEX ix_story_report_story ON story_report (story);
CREATE TABLE failure (
  id INTEGER NOT NULL,
  origin TEXT NOT NULL,
  problem TEXT NOT NULL,
  at VARCHAR NOT NULL,
  run INTEGER,
  mended VARCHAR,
  PRIMARY KEY (id),
  UNIQUE (origin),
  FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE report (
  id VARCHAR NOT NULL,
  document VARCHAR NOT NULL,
  series VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  latest BOOLEAN NOT NULL,
  "key" VARCHAR,
  outlet VARCHAR,
  title TEXT,
  url TEXT,
  published VARCHAR,
  language VARCHAR,
  origin TEXT NOT NULL,
  blob VARCHAR,
  text TEXT NOT NULL,
  extra TEXT NOT NULL,
  added VARCHAR NOT NULL,
  run INTEGER,
  PRIMARY KEY (id),
  UNIQUE (series, version),
  UNIQUE (document),
  FOREIGN KEY(blob) REFERENCES blob (sha256),
  FOREIGN KEY(run) REFERENCES run (id)
);
CREATE INDEX ix_report_key ON report ("key");
CREATE INDEX ix_report_latest ON report (latest);
CREATE INDEX ix_report_outlet ON report (outlet);
CREATE INDEX ix_report_published ON report (published);
CREATE INDEX ix_report_series ON report (series);
CREATE TABLE actor (
  "key" VARCHAR NOT NULL,
  report VARCHAR NOT NULL,
  local VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  country VARCHAR,
  named BOOLEAN NOT NULL,
  party VARCHAR,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES report (id)
);
CREATE INDEX ix_actor_folded ON actor (folded);
CREATE INDEX ix_actor_party ON actor (party);
CREATE INDEX ix_actor_report ON actor (report);
CREATE TABLE correction (
  id INTEGER NOT NULL,
  report VARCHAR NOT NULL,
  event VARCHAR NOT NULL,
  cell VARCHAR NOT NULL,
  edition INTEGER NOT NULL,
  verdict VARCHAR NOT NULL,
  machine TEXT,
  value TEXT,
  "by" VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  why TEXT NOT NULL,
  revoked VARCHAR,
  PRIMARY KEY (id),
  UNIQUE (report, event, cell, edition),
  FOREIGN KEY(report) REFERENCES report (id)
);
CREATE INDEX ix_correction_report ON correction (report);
CREATE TABLE event (
  "key" VARCHAR NOT NULL,
  report VARCHAR NOT NULL,
  local VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  mode VARCHAR,
  status VARCHAR NOT NULL,
  earliest VARCHAR,
  latest VARCHAR,
  country VARCHAR,
  place VARCHAR,
  lat FLOAT,
  lon FLOAT,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES report (id)
);
CREATE INDEX ix_event_country ON event (country);
CREATE INDEX ix_event_earliest ON event (earliest);
CREATE INDEX ix_event_report ON event (report);
CREATE INDEX ix_event_type ON event (type);
CREATE TABLE record (
  id INTEGER NOT NULL,
  report VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  current BOOLEAN NOT NULL,
  sha256 VARCHAR NOT NULL,
  json TEXT NOT NULL,
  made VARCHAR NOT NULL,
  run INTEGER,
  PRIMARY KEY (id),
  UNIQUE (report, model, version),
  FOREIGN KEY(report) REFERENCES report (id),
  FOREIGN KEY(run) REFERENCES run (id)
);
CREATE INDEX ix_record_report ON record (report);
CREATE TABLE statement (
  id INTEGER NOT NULL,
  report VARCHAR NOT NULL,
  local VARCHAR NOT NULL,
  actor VARCHAR,
  act VARCHAR NOT NULL,
  form VARCHAR NOT NULL,
  said VARCHAR,
  content TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(report) REFERENCES report (id)
);
CREATE INDEX ix_statement_act ON statement (act);
CREATE INDEX ix_statement_actor ON statement (actor);
CREATE INDEX ix_statement_report ON statement (report);
INSERT INTO meta VALUES ('schema', '1');
