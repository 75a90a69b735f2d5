-- What a file measures: its picture, its length, its loudness. Owned by server/src/media. Null: not known, or it has none.

alter table media
  add column width integer check (width > 0),
  add column height integer check (height > 0),
  add column duration_ms integer check (duration_ms >= 0),
  -- Of voice: loudness from 0 to 100, evenly spread.
  add column waveform smallint[];
