/** The knowledge base: articles, all their versions, what they are linked to, and their words for searching. */
export const articles = `
create table article (
  id integer primary key autoincrement,
  title text not null,
  language text,
  changed integer not null,
  data text not null
);
create index article_by_change on article (changed);
create index article_by_title on article (title);
create table article_version (
  article integer not null,
  version integer not null,
  data text not null,
  primary key (article, version)
) without rowid;
create table article_link (
  article integer not null,
  kind text not null,
  name text not null,
  primary key (kind, name, article)
) without rowid;
create index article_link_of_article on article_link (article);
create virtual table article_text using fts5(title, tags, body, tokenize = 'unicode61', prefix = '2 3');
`;
