/** The refusals of WhatsApp, its files and its templates. Spread into the one table of table.ts. */
import type { Row } from './row.ts'

export const CHANNEL_REFUSALS = {
  channel_inactive: {
    status: 422,
    en: ['Channel is inactive', 'Channel {channelId} is switched off. Activate it in the settings.'],
  },
  message_empty: {
    status: 422,
    en: ['Nothing to send', 'Give a body, a media file or both.'],
  },
  message_not_changeable: {
    status: 409,
    en: [
      'Message cannot be changed',
      'Only messages that you sent, and that WhatsApp still lets you change, can be edited or deleted.',
    ],
  },
  service_window_closed: {
    status: 422,
    en: [
      'Service window closed',
      'The contact wrote more than 24 hours ago. WhatsApp takes only an approved template now.',
    ],
  },
  template_not_found: {
    status: 422,
    en: ['No such template', 'This channel has no template `{name}` in {language}. Refresh the list of templates.'],
  },
  template_not_approved: {
    status: 422,
    en: ['Template not approved', 'WhatsApp takes approved templates only; `{name}` is {status}. Choose another one.'],
  },
  waba_id_required: {
    status: 422,
    en: [
      'Account id needed',
      'Templates and the subscription belong to the WhatsApp Business account: enter its id (`wabaId`) in the channel.',
    ],
  },
  media_empty: {
    status: 422,
    en: ['Empty file', 'The file has no bytes. Send one that has.'],
  },
  media_on_its_way: {
    status: 503,
    en: [
      'File on its way',
      'WhatsApp has not delivered this file yet. It is being fetched; ask again in half a minute.',
    ],
  },
  media_never_came: {
    status: 410,
    en: ['File never came', 'WhatsApp did not deliver this file and will not do so any more. The message says why.'],
  },
  media_missing: {
    status: 410,
    en: ['File is lost', 'This file was here and is gone from the server. Ask for it again.'],
  },
  media_too_large: {
    status: 413,
    en: ['Media too large', 'WhatsApp takes at most {limit} of this kind. Send a smaller file.'],
  },
  media_type_not_allowed: {
    status: 422,
    en: [
      'Media type not taken',
      'WhatsApp does not take {type}. It takes JPEG, PNG and WebP; MP4 and 3GP; AAC, AMR, MP3 and OGG (Opus); PDF, Word, Excel, PowerPoint and text. Convert the file, or send its address as `mediaLink`.',
    ],
  },
  whatsapp_refused: {
    status: 502,
    en: ['WhatsApp refused', 'WhatsApp answered: {reason}'],
  },
  whatsapp_unreachable: {
    status: 502,
    en: ['WhatsApp is unreachable', 'WhatsApp did not respond. Try again in a moment.'],
  },
  callback_unreachable: {
    status: 422,
    en: [
      'Address not reached by WhatsApp',
      'WhatsApp asked {url} and did not get the right response: {reason}. Set PUBLIC_URL to an https address that the internet reaches, or subscribe without overriding the callback.',
    ],
  },
  pin_wrong: {
    status: 422,
    en: [
      'Wrong PIN',
      'The number has another PIN for its two-step verification. Use that one, or reset it in the WhatsApp Manager.',
    ],
  },
  contact_not_blockable: {
    status: 422,
    en: ['Cannot be blocked', 'WhatsApp lets a number block only people who wrote to it within the last 24 hours.'],
  },
  invalid_signature: {
    status: 401,
    en: ['Invalid signature', 'The signature does not match the body. Check the app secret of this channel.'],
  },
  invalid_verify_token: {
    status: 403,
    en: ['Wrong verify token', 'The verify token is not the one of this channel. Copy it from the channel settings.'],
  },
} as const satisfies Record<string, Row>
