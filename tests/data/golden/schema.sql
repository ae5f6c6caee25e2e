CREATE VIEW articles as
  select article.id, coalesce(newspaper.name, '') as newspaper, issue.date, page.label as page, article.kind,
    article.kicker, article.title, article.byline, article.chars, article.state,
    (select group_concat(tag.name, '; ') from article_tag join tag on tag.id = article_tag.tag_id
      where article_tag.article_id = article.id) as tags,
    (select text from note where note.article_id = article.id) as note
  from article join issue on issue.id = article.issue_id left join newspaper on newspaper.id = issue.newspaper_id
    left join page on page.id = article.page_id where article.shown

CREATE VIEW passages as
  select highlight.id, highlight.quote, colour.name as meaning, highlight.comment, highlight.author, highlight.created,
    (select group_concat(tag.name, '; ') from highlight_tag join tag on tag.id = highlight_tag.tag_id
      where highlight_tag.highlight_id = highlight.id) as tags,
    newspaper.name as newspaper, issue.date, page.label as page
  from highlight left join colour on colour.key = highlight.colour
    left join highlight_span on highlight_span.highlight_id = highlight.id and highlight_span.position = 0
    left join source_text on source_text.id = highlight_span.source_text_id left join page on page.id = source_text.page_id
    left join issue on issue.id = page.issue_id left join newspaper on newspaper.id = issue.newspaper_id

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)

CREATE TABLE act (
  id integer primary key autoincrement, uuid text not null unique, kind text not null
    check (kind in ('do', 'auto', 'import', 'undo', 'redo')),
  command text not null, params text not null default '{}', about integer references act(id),
  article_id integer, at text not null, clock text not null, author text not null, device text not null) strict

CREATE TABLE article (
  id integer primary key autoincrement, uuid text not null unique,
  issue_id integer not null references issue(id) deferrable initially deferred,
  page_id integer references page(id) deferrable initially deferred,
  position text not null, kind text not null, state text not null default 'unread',
  continues_from integer references article(id) deferrable initially deferred,
  continues_to integer references article(id) deferrable initially deferred, trashed text,
  title text, kicker text, byline text, chars integer not null default 0, paragraphs integer not null default 0,
  sort_key text not null default '', shown integer not null default 1, doubt integer not null default 0) strict

CREATE TABLE article_field (
  id integer primary key autoincrement, uuid text not null unique,
  article_id integer not null references article(id) deferrable initially deferred,
  name text not null, value text not null, detail text, how text not null check (how in ('read', 'set')),
  position text not null, source_text_id integer references source_text(id), start integer, end integer) strict

CREATE TABLE article_tag (
  id integer primary key autoincrement, uuid text not null unique,
  article_id integer not null references article(id) deferrable initially deferred,
  tag_id integer not null references tag(id) deferrable initially deferred, unique (article_id, tag_id)) strict

CREATE TABLE basket (
  id integer primary key autoincrement, uuid text not null unique, name text not null, remark text not null default '',
  position text not null) strict

CREATE TABLE basket_item (
  id integer primary key autoincrement, uuid text not null unique,
  basket_id integer not null references basket(id) deferrable initially deferred,
  article_id integer references article(id) deferrable initially deferred,
  highlight_id integer references highlight(id) deferrable initially deferred,
  position text not null, remark text not null default '') strict

CREATE TABLE block (
  id integer primary key autoincrement, uuid text not null unique,
  article_id integer references article(id) deferrable initially deferred,
  page_id integer not null references page(id) deferrable initially deferred,
  position text not null, role text not null, level integer not null default 0, reason text not null default '',
  box text, language text, direction text, text text not null default '', doubt integer not null default 0) strict

CREATE TABLE change (
  id integer primary key autoincrement, act_id integer not null references act(id), entity text not null,
  entity_id integer not null, uuid text, field text not null, old text, new text) strict

CREATE TABLE colour (
  id integer primary key autoincrement, uuid text not null unique, key text not null unique, name text not null,
  value text not null, position text not null) strict

CREATE TABLE correction (
  id integer primary key autoincrement, uuid text not null unique,
  source_text_id integer not null references source_text(id), start integer not null, end integer not null,
  replacement text not null, author text not null, at text not null, check (end >= start)) strict

CREATE TABLE flag (
  id integer primary key autoincrement, uuid text not null unique,
  issue_id integer not null references issue(id) deferrable initially deferred,
  article_id integer references article(id) deferrable initially deferred,
  block_id integer references block(id) deferrable initially deferred,
  code text not null, params text not null default '{}', answers text not null default '[]',
  state text not null default 'open' check (state in ('open', 'answered', 'dismissed')), answer integer) strict

CREATE TABLE highlight (
  id integer primary key autoincrement, uuid text not null unique, colour text not null, comment text not null default '',
  quote text not null, prefix text not null default '', suffix text not null default '',
  author text not null, created text not null) strict

CREATE TABLE highlight_span (
  id integer primary key autoincrement, highlight_id integer not null references highlight(id) deferrable initially deferred,
  position integer not null, source_text_id integer not null references source_text(id),
  start integer not null, end integer not null check (end >= start)) strict

CREATE TABLE highlight_tag (
  id integer primary key autoincrement, uuid text not null unique,
  highlight_id integer not null references highlight(id) deferrable initially deferred,
  tag_id integer not null references tag(id) deferrable initially deferred, unique (highlight_id, tag_id)) strict

CREATE TABLE issue (
  id integer primary key autoincrement, uuid text not null unique,
  newspaper_id integer references newspaper(id) deferrable initially deferred, newspaper_how text not null default '',
  date text, date_how text not null default '', edition text, edition_how text not null default '',
  repository text, fonds text, shelfmark text, reel text, rights text, access_note text,
  name text not null default '', trashed text, version_of integer references issue(id) deferrable initially deferred) strict

CREATE TABLE issue_count (
  issue_id integer not null, entity text not null, number integer not null, primary key (issue_id, entity)) strict, without rowid

CREATE TABLE issue_field (
  id integer primary key autoincrement, uuid text not null unique,
  issue_id integer not null references issue(id) deferrable initially deferred,
  key text not null, value text not null, position text not null) strict

CREATE TABLE issue_sketch (
  number integer not null, issue_id integer not null, primary key (number, issue_id)) strict, without rowid

CREATE TABLE issue_tag (
  id integer primary key autoincrement, uuid text not null unique,
  issue_id integer not null references issue(id) deferrable initially deferred,
  tag_id integer not null references tag(id) deferrable initially deferred, unique (issue_id, tag_id)) strict

CREATE TABLE learned_answer (
  id integer primary key autoincrement, uuid text not null unique,
  newspaper_id integer references newspaper(id) deferrable initially deferred, code text not null, subject text not null,
  answer text not null, author text not null, at text not null) strict

CREATE TABLE library (id integer primary key autoincrement, key text not null unique, value text) strict

CREATE TABLE newspaper (
  id integer primary key autoincrement, uuid text not null unique, name text not null, remark text) strict

CREATE TABLE newspaper_name (
  id integer primary key autoincrement, uuid text not null unique,
  newspaper_id integer not null references newspaper(id) deferrable initially deferred,
  name text not null, kind text not null check (kind in ('alias', 'former'))) strict

CREATE TABLE "note" (
  id integer primary key autoincrement, uuid text not null unique,
  article_id integer unique references article(id) deferrable initially deferred,
  issue_id integer unique references issue(id) deferrable initially deferred, text text not null,
  check (article_id is null or issue_id is null)) strict

CREATE TABLE "note_draft" (target text primary key, text text not null, at text not null) strict

CREATE TABLE note_link (
  note_id integer not null, kind text not null, target text not null, primary key (note_id, kind, target)) strict, without rowid

CREATE TABLE note_template (
  id integer primary key autoincrement, uuid text not null unique, name text not null, text text not null,
  position text not null) strict

CREATE TABLE page (
  id integer primary key autoincrement, uuid text not null unique,
  issue_id integer not null references issue(id) deferrable initially deferred,
  position text not null, label text, label_how text not null default '', name text, trashed text) strict

CREATE TABLE piece (
  id integer primary key autoincrement, block_id integer not null references block(id) deferrable initially deferred,
  position integer not null, source_text_id integer not null references source_text(id),
  start integer not null, end integer not null check (end > start), box text) strict

CREATE TABLE reading_place (article_id integer primary key, offset integer not null) strict

CREATE TABLE received (
  id integer primary key autoincrement, uuid text not null unique, act text not null, entity text not null,
  row text not null, field text not null, value text, over text not null default '[]', clock text not null,
  author text not null, at text not null, arrival text not null) strict

CREATE TABLE redirect (
  id integer primary key autoincrement, uuid text not null unique, entity text not null,
  entity_id integer not null, to_uuid text not null) strict

CREATE TABLE row_hash (
  entity text not null, bucket integer not null, hashes blob not null, primary key (entity, bucket)) strict, without rowid

CREATE TABLE saved_search (
  id integer primary key autoincrement, uuid text not null unique, name text not null, query text not null,
  position text not null) strict

CREATE TABLE scan (
  id integer primary key autoincrement, uuid text not null unique,
  page_id integer not null references page(id) deferrable initially deferred,
  name text not null, media_type text not null, sha256 text not null, size integer not null,
  position text not null) strict

CREATE TABLE scan_data (sha256 text primary key, data blob not null) strict

CREATE TABLE source (
  id integer primary key autoincrement, uuid text not null unique, name text not null, path text,
  sha256 text not null unique, size integer not null, format text not null, encoding text not null,
  encoding_how text not null, imported_at text not null) strict

CREATE TABLE source_data (source_id integer primary key references source(id), zlib blob not null) strict

CREATE TABLE source_text (
  id integer primary key autoincrement, uuid text not null unique,
  source_id integer not null references source(id), page_id integer not null references page(id) deferrable initially deferred,
  text text not null, sha256 text not null, markup text not null default '[]', styles text not null default '[]',
  language text, direction text) strict

CREATE TABLE tag (
  id integer primary key autoincrement, uuid text not null unique, name text not null,
  parent_id integer references tag(id) deferrable initially deferred, scope_note text not null default '',
  colour text not null default '') strict

CREATE TABLE tag_alias (
  id integer primary key autoincrement, uuid text not null unique,
  tag_id integer not null references tag(id) deferrable initially deferred, name text not null) strict

CREATE INDEX act_about on act(about)

CREATE INDEX article_doubt on article(doubt, sort_key) where doubt > 0

CREATE INDEX article_field_article on article_field(article_id)

CREATE INDEX article_issue on article(issue_id)

CREATE INDEX article_page on article(page_id)

CREATE INDEX article_sorted on article(shown, sort_key, id)

CREATE INDEX article_tag_tag on article_tag(tag_id)

CREATE INDEX basket_item_article on basket_item(article_id)

CREATE INDEX basket_item_basket on basket_item(basket_id, position)

CREATE INDEX basket_item_highlight on basket_item(highlight_id)

CREATE INDEX block_article on block(article_id, position)

CREATE INDEX block_page on block(page_id)

CREATE INDEX change_act on change(act_id)

CREATE INDEX change_entity on change(entity, entity_id)

CREATE INDEX correction_source on correction(source_text_id, start)

CREATE INDEX flag_article on flag(article_id)

CREATE INDEX flag_issue on flag(issue_id)

CREATE INDEX flag_state on flag(state)

CREATE INDEX highlight_span_highlight on highlight_span(highlight_id)

CREATE INDEX highlight_span_source on highlight_span(source_text_id, start)

CREATE INDEX highlight_tag_tag on highlight_tag(tag_id)

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")

CREATE INDEX issue_field_issue on issue_field(issue_id)

CREATE INDEX issue_newspaper on issue(newspaper_id, date)

CREATE INDEX issue_sketch_issue on issue_sketch(issue_id)

CREATE INDEX issue_tag_tag on issue_tag(tag_id)

CREATE INDEX learned_answer_newspaper on learned_answer(newspaper_id, code, subject)

CREATE INDEX newspaper_name_newspaper on newspaper_name(newspaper_id)

CREATE INDEX note_link_target on note_link(kind, target)

CREATE INDEX page_issue on page(issue_id)

CREATE INDEX piece_block on piece(block_id, position)

CREATE INDEX piece_source on piece(source_text_id, start)

CREATE INDEX received_row on received(entity, row)

CREATE INDEX scan_page on scan(page_id)

CREATE INDEX source_text_page on source_text(page_id)

CREATE INDEX source_text_source on source_text(source_id)

CREATE INDEX tag_alias_name on tag_alias(name)

CREATE INDEX tag_alias_tag on tag_alias(tag_id)

CREATE INDEX tag_name on tag(name)

CREATE INDEX tag_parent on tag(parent_id)
