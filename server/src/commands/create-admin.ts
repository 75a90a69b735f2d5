/**
 * `recado create-admin --tenant <company> --name <person> --email <address> [--password-stdin]`
 *
 * Adds an administrator; makes the company when there is none of this name. The password comes from standard input, never
 * from an argument, where every user of the machine could read it. Without one, a password is made up and printed.
 */
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createAdmin } from '../access/index.ts'
import { type Db, transaction } from '../base/db.ts'
import { OperatorError } from '../base/operator-error.ts'
import { Refusal } from '../base/refusal.ts'

const USAGE = 'recado create-admin --tenant <company> --name <person> --email <address> [--password-stdin]'
/** As the API asks for it. */
const LEAST_PASSWORD_LENGTH = 10
const MOST_PASSWORD_LENGTH = 128

export interface CreateAdminDeps {
  db: Db
  stdin: NodeJS.ReadableStream
  print: (line: string) => void
}

export async function runCreateAdmin(deps: CreateAdminDeps, args: string[]): Promise<void> {
  const { passwordFromStdin, ...input } = readArguments(args)
  const password = passwordFromStdin ? await readPassword(deps.stdin) : randomBytes(12).toString('base64url')
  const { tenantId, admin } = await transaction(deps.db, tx => createAdmin(tx, { ...input, password })).catch(explain)
  deps.print(
    `Administrator ${admin.email} (user ${admin.id}) of ${input.tenantName} (company ${tenantId}) was created.`,
  )
  if (!passwordFromStdin) deps.print(`Password: ${password}`)
}

function readArguments(args: string[]) {
  const { tenant, name, email, 'password-stdin': passwordFromStdin } = parse(args)
  if (!tenant?.trim() || !name?.trim() || !email) throw new OperatorError(`Something is missing.\nUsage: ${USAGE}`)
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new OperatorError(`${email} is not an e-mail address.`)
  return { tenantName: tenant.trim(), adminName: name.trim(), email, passwordFromStdin }
}

function parse(args: string[]) {
  const string = { type: 'string' } as const
  const options = {
    tenant: string,
    name: string,
    email: string,
    'password-stdin': { type: 'boolean', default: false },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\nUsage: ${USAGE}`, { cause: error })
  }
}

/** The line end that `echo` adds is not part of it. */
async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  const password = (await text(stdin)).replace(/\r?\n$/, '')
  if (password.length >= LEAST_PASSWORD_LENGTH && password.length <= MOST_PASSWORD_LENGTH) return password
  throw new OperatorError(
    `The password on standard input has ${password.length} characters; ` +
      `it takes ${LEAST_PASSWORD_LENGTH} to ${MOST_PASSWORD_LENGTH}.`,
  )
}

function explain(error: unknown): never {
  throw error instanceof Refusal ? new OperatorError(error.detail(), { cause: error }) : error
}
