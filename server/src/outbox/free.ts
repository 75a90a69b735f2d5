/** The one way in which a lane loses its owner without an outcome: attempts already counted stay counted. */
import type { Fragment, Sql } from '../base/db/db.ts'

/**
 * An `update` of the lanes `l` for which `which` holds. A lane that somebody is writing to is left as it is, and is freed later.
 */
export const freed = (sql: Sql, which: Fragment) => sql`
    update lanes set
      owner = null,
      state = case when head = tail then 'idle' when attempts > 0 then 'retrying' else 'ready' end
    where id in (select l.id from lanes l where ${which} for update skip locked)`
