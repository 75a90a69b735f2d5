/** The pair of keys by which push services know this server: made once, the private one sealed. A new pair would end every subscription. */
import type { Sql } from '../base/db/db.ts'
import { type Keyring, open, seal } from '../base/seal.ts'
import type { SealedColumns } from '../base/sealed-columns.ts'
import { type KeyPair, newKeyPair } from './encrypt.ts'

export const SEALED_OF_PUSH: SealedColumns = { table: 'push_keys', columns: ['private_key'] }

/** At the first start; two processes that start at once keep the pair of the first. */
export async function pushKeysMade(sql: Sql, keyring: Keyring): Promise<void> {
  const found = await sql`select 1 from push_keys`
  if (found.length > 0) return
  const { publicKey, privateKey } = newKeyPair()
  await sql`
    insert into push_keys (public_key, private_key)
    values (${publicKey}, ${seal(keyring, privateKey.toString('base64url'))})
    on conflict do nothing`
}

export async function readPublicKey(sql: Sql): Promise<Buffer | undefined> {
  const [row] = await sql<{ public_key: Buffer }[]>`select public_key from push_keys`
  return row?.public_key
}

export async function readKeyPair(sql: Sql, keyring: Keyring): Promise<KeyPair | undefined> {
  const [row] = await sql<{ public_key: Buffer; private_key: Buffer }[]>`select public_key, private_key from push_keys`
  if (row === undefined) return undefined
  return { publicKey: row.public_key, privateKey: Buffer.from(open(keyring, row.private_key), 'base64url') }
}
