import type { FastifyInstance } from 'fastify'
import type { Json } from '../graph/graph-error.ts'
import { isObject, NotInWorld } from '../world/state.ts'
import type { Control } from './control.ts'

type Act = (body: Json) => unknown

/** `POST /_emulator/{account,templates,groups,history,calls}/{verb}`: what Meta does, with named arguments in the body. */
export function eventRoutes(app: FastifyInstance, control: Control): void {
  const { account, templates, groups, history, calls } = control
  const named = (body: Json) => ({
    name: text(body, 'name'),
    language: text(body, 'language'),
    ...(typeof body.wabaId === 'string' && { wabaId: body.wabaId }),
  })

  const acts: Record<string, Act> = {
    'account/update': body => account.update(text(body, 'event'), objectOr(body.details, {}), maybe(body, 'wabaId')),
    'account/alert': body => account.alert({ ...body, type: text(body, 'type') }),
    'account/review': body => account.review(text(body, 'decision'), maybe(body, 'wabaId')),
    'account/capability': body => account.capability(required(body, 'limits', isObject), maybe(body, 'wabaId')),
    'account/security': body => account.security(text(body, 'event'), maybe(body, 'phoneNumberId')),
    'account/quality': body => account.quality({ ...body, event: text(body, 'event') }),
    'account/name': body => account.name({ ...body, decision: text(body, 'decision'), name: text(body, 'name') }),
    'account/error': body =>
      account.error(required(body, 'code', isNumber), text(body, 'details'), maybe(body, 'phoneNumberId')),
    'account/preference': body =>
      account.preference(person(body, 'from'), required(body, 'value', isPreference), maybe(body, 'phoneNumberId')),
    'account/user-id': body => account.userId(person(body, 'from'), text(body, 'userId'), maybe(body, 'phoneNumberId')),
    'account/subscribe': body => account.subscribe(required(body, 'isSubscribed', isBoolean), maybe(body, 'wabaId')),
    'account/field': body => account.field(text(body, 'field'), required(body, 'value', isObject), body),

    'templates/list': body => templates.list(maybe(body, 'wabaId')),
    'templates/add': body => templates.add(required(body, 'template', isObject) as never, maybe(body, 'wabaId')),
    'templates/status': body => templates.status(named(body), text(body, 'event'), body),
    'templates/quality': body => templates.quality(named(body), text(body, 'quality') as never),
    'templates/category': body =>
      templates.category(named(body), text(body, 'category'), body.when === 'tomorrow' ? 'tomorrow' : 'now'),
    'templates/components': body => templates.components(named(body), required(body, 'components', isList)),

    'groups/list': () => groups.list().map(group => viewOf(group)),
    'groups/create': body => viewOf(groups.create(body)),
    'groups/delete': body => groups.delete(text(body, 'groupId')),
    'groups/join': body => groups.join(text(body, 'groupId'), person(body, 'from')),
    'groups/leave': body => groups.leave(text(body, 'groupId'), person(body, 'from')),
    'groups/remove': body => groups.remove(text(body, 'groupId'), required(body, 'people', isTexts)),
    'groups/request-join': body => ({ joinRequestId: groups.requestJoin(text(body, 'groupId'), person(body, 'from')) }),
    'groups/revoke-join': body => groups.revokeJoin(text(body, 'groupId'), text(body, 'joinRequestId')),
    'groups/settings': body => groups.settings(text(body, 'groupId'), body),
    'groups/suspend': body => groups.suspend(text(body, 'groupId'), body.isSuspended !== false),

    'history/send': body => history.send(required(body, 'history', isObject) as never, maybe(body, 'phoneNumberId')),
    'history/decline': body => history.decline(maybe(body, 'phoneNumberId')),
    'history/prepare': body => history.prepare((body.history ?? 'declined') as never, maybe(body, 'phoneNumberId')),
    'history/contacts': body =>
      history.contacts(required(body, 'entries', isList) as never, maybe(body, 'phoneNumberId')),

    'calls/ring': body => ({ id: calls.ring({ ...body, with: person(body, 'with') }) }),
    'calls/end': body => calls.end({ ...body, with: person(body, 'with'), id: text(body, 'id') }),
    'calls/status': body =>
      calls.status({ ...body, with: person(body, 'with'), id: text(body, 'id') }, text(body, 'status') as never),
  }

  for (const [path, act] of Object.entries(acts)) {
    app.post(`/${path}`, async request => (await act(objectOr(request.body, {}))) ?? { ok: true })
  }
}

/** Sets and maps do not survive JSON. */
const viewOf = <T extends { participants: Set<string>; joinRequests: Map<string, unknown> }>(group: T) => ({
  ...group,
  participants: [...group.participants],
  joinRequests: [...group.joinRequests.keys()],
})

function required<T>(body: Json, name: string, isRight: (value: unknown) => value is T): T {
  const value = body[name]
  if (!isRight(value)) throw new NotInWorld(`${name} is required`)
  return value
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isList = (value: unknown): value is Json[] => Array.isArray(value) && value.every(isObject)
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isPreference = (value: unknown): value is 'stop' | 'resume' => value === 'stop' || value === 'resume'
const isPerson = (value: unknown): value is string => isText(value) || isObject(value)

const text = (body: Json, name: string): string => required(body, name, isText)
const person = (body: Json, name: string): string => required(body, name, isPerson)
const maybe = (body: Json, name: string): string | undefined => (isText(body[name]) ? body[name] : undefined)
const objectOr = (value: unknown, otherwise: Json): Json => (isObject(value) ? value : otherwise)
