/** A database whose days pass as fast as the test likes: everything that reads its time gets the calendar's. */
import { openDb } from '../../src/base/db/db.ts'
import { migrate } from '../../src/base/db/migrate.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export interface Calendar extends TestDatabase {
  /** Moves the time on by this many days, for all connections. */
  pass(days: number): Promise<void>
}

export async function calendar(): Promise<Calendar> {
  const { url, ...database } = await testDatabase({ empty: true, max: 1 })
  await database.db.unsafe(`
    create schema calendar;
    create table calendar.today (days integer not null);
    insert into calendar.today values (0);
    create function public.now() returns timestamptz language sql stable as
      'select pg_catalog.now() + days * interval ''24 hours'' from calendar.today';
    create function public.clock_timestamp() returns timestamptz language sql volatile as
      'select pg_catalog.clock_timestamp() + days * interval ''24 hours'' from calendar.today';
    -- A schema before pg_catalog in the path is searched before it.
    do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$;
  `)
  const db = openDb({ url })
  await migrate(db)
  return {
    db,
    url,
    pass: async days => void (await db`update calendar.today set days = days + ${days}`),
    async [Symbol.asyncDispose]() {
      await db.end({ timeout: 1 })
      await database[Symbol.asyncDispose]()
    },
  }
}
