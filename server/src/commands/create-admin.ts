import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { createAdmin, hashPassword, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../access/index.ts'
import { readConfig } from '../base/config.ts'
import { type Db, transaction } from '../base/db/db.ts'
import { migrate } from '../base/db/migrate.ts'
import { OperatorError } from '../base/operator-error.ts'
import { Refusal } from '../refusal/refusal.ts'
import { type Command, readOptions } from './command.ts'
import { withDatabase } from './database.ts'

export const createAdminCommand: Command = {
  summary: 'makes an administrator, and the company when there is none of its name',
  options: {
    '--tenant <name>': 'the company',
    '--name <name>': "the administrator's name",
    '--email <address>': 'what the administrator signs in with',
    '--password-stdin': 'reads the password from standard input; without it, one is made up and printed',
  },
  async run(args) {
    const admin = await readAdmin(args, process.stdin)
    const lines = await withDatabase(readConfig(process.env), async db => {
      await migrate(db)
      return makeAdmin(db, admin)
    })
    for (const line of lines) console.log(line)
  },
}

export interface AdminToMake {
  tenantName: string
  adminName: string
  email: string
  password: string
  isPasswordMadeUp: boolean
}

export async function readAdmin(args: string[], stdin: NodeJS.ReadableStream): Promise<AdminToMake> {
  const value = { type: 'string' } as const
  const given = readOptions(args, { tenant: value, name: value, email: value, 'password-stdin': { type: 'boolean' } })
  const [tenantName, adminName, email] = [given.tenant?.trim(), given.name?.trim(), given.email?.trim()]
  if (!tenantName || !adminName || !email) throw new OperatorError('Give --tenant, --name and --email. See --help.')
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new OperatorError(`${email} is not an e-mail address.`)
  const isPasswordMadeUp = !given['password-stdin']
  const password = isPasswordMadeUp ? randomBytes(12).toString('base64url') : await readPassword(stdin)
  return { tenantName, adminName, email, password, isPasswordMadeUp }
}

/** It is not an option, because every process of the machine sees command lines, and shells keep them. */
async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  // The line end that `echo` adds does not belong to the password.
  const password = (await text(stdin)).replace(/\r?\n$/, '')
  if (password.length >= MIN_PASSWORD_LENGTH && password.length <= MAX_PASSWORD_LENGTH) return password
  const allowed = `it must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH}`
  throw new OperatorError(`The password has ${password.length} characters; ${allowed}.`)
}

/** Returns the text to print. The password is printed only when it was made here. */
export async function makeAdmin(db: Db, { isPasswordMadeUp, ...input }: AdminToMake): Promise<string[]> {
  const hashed = { ...input, password: await hashPassword(input.password) }
  const { tenantId, admin } = await transaction(db, tx => createAdmin(tx, hashed)).catch(inWords)
  const made = `Made the administrator ${admin.email} (user ${admin.id}) of company ${tenantId}.`
  return isPasswordMadeUp ? [made, `Password: ${input.password}`] : [made]
}

function inWords(error: unknown): never {
  if (error instanceof Refusal) throw new OperatorError(`${error.title()}. ${error.detail()}`, { cause: error })
  throw error
}
