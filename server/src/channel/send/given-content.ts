/** The content that a body of the API asks to send. */
import type { Static } from 'typebox'
import { Refusal } from '../../refusal/refusal.ts'
import * as schemas from '../schemas.ts'
import type { NewContent, SpecialType } from './new-content.ts'

type Body = Pick<Static<typeof schemas.NewMessage>, 'body' | 'mediaId' | 'voice' | 'mediaLink' | SpecialType>

const SPECIAL_TYPES = Object.keys(schemas.specialContents) as SpecialType[]

export function givenContent(body: Body): NewContent {
  const { mediaId, voice, mediaLink } = body
  return { body: body.body, mediaId, voice, mediaLink, special: specialOf(body) }
}

/** There may be at most one of the special contents, and then no file. */
function specialOf(body: Body): NewContent['special'] {
  const given = SPECIAL_TYPES.filter(type => body[type] !== undefined)
  const [type] = given
  if (type === undefined) return undefined
  if (given.length > 1 || body.mediaId !== undefined || body.mediaLink !== undefined) {
    const message = `Give only one of ${['mediaId', 'mediaLink', ...SPECIAL_TYPES].join(', ')}.`
    throw new Refusal('invalid_request', {}, { errors: [{ in: 'body', path: '', message }] })
  }
  return { type, node: body[type] }
}
