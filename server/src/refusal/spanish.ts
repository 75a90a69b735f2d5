/** The refusals of table.ts in Spanish, in the same parts. */
import { notFoundInSpanish, type Texts } from './row.ts'
import { SPANISH_ACCESS } from './spanish-access.ts'
import { SPANISH_CHANNEL } from './spanish-channel.ts'
import { SPANISH_DESK } from './spanish-desk.ts'
import { SPANISH_EXTERNAL } from './spanish-external.ts'
import { SPANISH_WEBHOOK } from './spanish-webhooks.ts'
import type { REFUSALS } from './table.ts'

export const SPANISH: Texts<typeof REFUSALS> = {
  bad_request: ['Solicitud no válida', 'La solicitud no es válida para esta dirección: {reason}'],
  malformed_json: [
    'JSON mal formado',
    'El cuerpo no es un JSON válido. Envíe un documento JSON en UTF-8, con content-type application/json.',
  ],
  invalid_request: [
    'Solicitud no válida',
    'Faltan algunos campos o no son válidos. Vea `errors`, corríjalos y envíe de nuevo.',
  ],
  invalid_cursor: [
    'Cursor no válido',
    'Este `after` no viene de esta lista. Use el `next` de la página anterior u omítalo.',
  ],
  route_not_found: [
    'Dirección inexistente',
    'No hay nada en {method} {path}. Las direcciones están en /api/v1/openapi.json.',
  ],
  body_too_large: [
    'Cuerpo demasiado grande',
    'El cuerpo es más grande de lo que acepta esta dirección. Envíe menos por vez.',
  ],
  unsupported_media_type: [
    'Tipo de contenido no aceptado',
    'Esta dirección no acepta {type}. Envíe application/json, salvo que su documentación diga otra cosa.',
  ],
  rate_limited: ['Demasiadas solicitudes', 'Espere los segundos que indica el encabezado retry-after y continúe.'],
  idempotency_key_reused: [
    'Idempotency-Key ya usada',
    'Esta Idempotency-Key ya vino con otra solicitud. Use una clave nueva para cada solicitud.',
  ],
  idempotency_key_busy: [
    'Todavía en curso',
    'Hay una solicitud con esta Idempotency-Key en curso. Envíela de nuevo en unos segundos.',
  ],
  idempotency_outcome_unknown: [
    'No se sabe si se hizo',
    'La primera solicitud con esta Idempotency-Key fue interrumpida por un fallo. Compruebe si se hizo; si no, envíe con otra clave.',
  ],

  ...SPANISH_EXTERNAL,
  ...SPANISH_ACCESS,

  tenant_not_found: notFoundInSpanish('La empresa'),
  user_not_found: notFoundInSpanish('El usuario'),
  queue_not_found: notFoundInSpanish('La fila'),
  channel_not_found: notFoundInSpanish('El canal'),
  contact_not_found: notFoundInSpanish('El contacto'),
  ticket_not_found: notFoundInSpanish('La atención'),
  message_not_found: notFoundInSpanish('El mensaje'),
  closing_reason_not_found: notFoundInSpanish('El motivo de cierre'),
  endpoint_not_found: notFoundInSpanish('El endpoint'),
  event_not_found: notFoundInSpanish('El evento'),
  delivery_not_found: notFoundInSpanish('La entrega'),
  lane_not_found: notFoundInSpanish('La secuencia de entregas'),
  attempt_not_found: notFoundInSpanish('El intento'),
  replay_not_found: notFoundInSpanish('El reenvío'),
  api_key_not_found: notFoundInSpanish('La clave de API'),
  media_not_found: notFoundInSpanish('El archivo multimedia'),
  alert_not_found: notFoundInSpanish('La alerta'),
  tag_not_found: notFoundInSpanish('La etiqueta'),
  stage_not_found: notFoundInSpanish('La etapa'),
  followup_not_found: notFoundInSpanish('El seguimiento'),
  wallet_not_found: notFoundInSpanish('La cartera'),
  custom_field_not_found: notFoundInSpanish('El campo personalizado'),
  quick_reply_not_found: notFoundInSpanish('La respuesta rápida'),

  ...SPANISH_DESK,
  ...SPANISH_CHANNEL,
  ...SPANISH_WEBHOOK,

  internal_error: ['Error nuestro', 'Algo salió mal aquí. Intente de nuevo; si persiste, indique el id {requestId}.'],
  disk_full: [
    'El disco está lleno',
    'No se guardó nada de esto. Vuelve a funcionar en cuanto quien cuida el servidor libere espacio; entonces envíelo otra vez.',
  ],
  unavailable: [
    'No disponible por ahora',
    'La base de datos o el lugar de los archivos no responde o está ocupado. Intente de nuevo en unos segundos.',
  ],
}
