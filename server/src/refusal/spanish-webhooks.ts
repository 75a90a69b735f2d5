/** The refusals of table-webhooks.ts in Spanish. */
import type { Texts } from './row.ts'
import type { WEBHOOK_REFUSALS } from './table-webhooks.ts'

export const SPANISH_WEBHOOK: Texts<typeof WEBHOOK_REFUSALS> = {
  url_not_allowed: [
    'Dirección no permitida',
    'Recado no puede enviar a {url}: {reason}. Use una dirección http(s) pública o permítala en ALLOW_PRIVATE_NETWORKS.',
  ],
  push_keys_invalid: ['La clave no es de un navegador', 'Envíe `keys` como lo devuelve `PushSubscription.toJSON()`.'],
  header_not_allowed: ['Encabezado no permitido', 'El encabezado `{name}` lo pone Recado o el propio HTTP. Quítelo.'],
  endpoint_secrets_needed: ['Faltan token y cabeceras', 'Con otra URL, dé ambos de nuevo, o pida a un administrador.'],
  header_not_stored: [
    'Ningún valor guardado',
    'No hay un valor guardado de la cabecera `{name}`. Indique uno, o quite la cabecera.',
  ],
  header_name_invalid: [
    'No es una cabecera',
    '`{name}` no puede ser nombre de una cabecera. Use letras, cifras y guiones, 100 como máximo.',
  ],
  header_value_invalid: [
    'Valor de cabecera no permitido',
    'El valor de la cabecera `{name}` no se puede enviar. Use caracteres ASCII visibles en una línea, sin espacios en los extremos.',
  ],
  header_twice: [
    'Cabecera repetida',
    'La cabecera `{name}` figura dos veces: mayúsculas y minúsculas son iguales. Quite una.',
  ],
  too_many_endpoints: [
    'Demasiados endpoints',
    'Un canal o una fila tiene como máximo {limit} endpoints. Elimine uno que no haga falta.',
  ],
  endpoint_disabled: ['Endpoint desactivado', 'Active el endpoint antes; lo que se perdió se podrá enviar después.'],
  rotation_running: [
    'Rotación en curso',
    'El secreto anterior sigue firmando junto al nuevo hasta {until}. Espere, o rote con `overlapHours` 0: así terminan de inmediato todos los secretos anteriores.',
  ],
  delivery_not_waiting: ['La entrega no está en espera', 'Se entregó o se abandonó entretanto. Cárguela de nuevo.'],
  replay_running: ['Reenvío en curso', 'Hay un reenvío de este endpoint en curso: {replayId}. Espere o cancélelo.'],
  consumer_not_found: ['Consumidor inexistente', 'No hay un consumidor {name}. Créelo con PUT.'],
  position_behind: [
    'Posición anterior',
    'El consumidor ya está en {position}. Un commit solo avanza; use seek para volver.',
  ],
  events_gone: ['Eventos no disponibles', 'Los eventos anteriores a {oldest} ya no están aquí. Empiece desde ahí.'],
}
