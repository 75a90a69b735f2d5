/** The refusals of table-desk.ts in Spanish. */
import { notFoundInSpanish, type Texts } from './row.ts'
import type { DESK_REFUSALS } from './table-desk.ts'

export const SPANISH_DESK: Texts<typeof DESK_REFUSALS> = {
  name_taken: ['Nombre en uso', 'Ya existe uno con este nombre. Elija otro.'],
  email_taken: ['Correo en uso', 'Otro usuario ya tiene este correo. Use otro.'],
  contact_taken: ['El contacto ya existe', 'Otro contacto ya tiene este número o identificador: contacto {contactId}.'],
  phone_number_id_taken: [
    'Número ya conectado',
    'Otro canal de la empresa usa este phone number id. Quítelo allí primero.',
  ],
  in_use: ['En uso', 'Hay registros que dependen de este; no se puede eliminar. Desactívelo.'],
  phone_invalid: ['Teléfono no válido', '`{phone}` no es un teléfono. Indíquelo con país y área, como 5511912345678.'],
  contact_active: [
    'Conversación activa',
    'Este contacto tiene una conversación activa. Ciérrela antes de borrar los datos.',
  ],
  merge_not_found: [
    'La unión no existe',
    'No hay ninguna unión con este id en el registro de este contacto, o ya fue deshecha.',
  ],
  contacts_differ: [
    'Dos personas',
    'Estos contactos tienen cuentas distintas de WhatsApp, o uno de ellos es un grupo. Siguen siendo dos.',
  ],
  contacts_both_active: [
    'Ambos tienen una conversación activa',
    'Los dos contactos tienen una conversación activa en el mismo canal. Cierre una de ellas antes.',
  ],
  still_referred: [
    'Todavía está en uso',
    'Conversaciones activas: {tickets}. Canales que llevan aquí: {channels}. Muévalos antes o envíe `handOver`: las conversaciones vuelven a esperar en una cola.',
  ],
  search_too_broad: [
    'Búsqueda demasiado amplia',
    'Esta búsqueda tarda demasiado. Indique más palabras o palabras más largas.',
  ],
  export_running: ['Exportación en curso', 'Ya se está descargando todo. Espere a que termine y pida de nuevo.'],
  too_many: ['Límite alcanzado', 'Una empresa tiene como máximo {limit} de estos. Elimine uno que no haga falta.'],
  field_choices_wrong: [
    'Las opciones no corresponden',
    'Un campo personalizado del tipo `choice` necesita opciones; los otros tipos no tienen ninguna.',
  ],
  field_value_wrong: [
    'El valor no corresponde',
    'El campo {field} es del tipo {kind}. Indique un valor de ese tipo. Opciones: {choices}.',
  ],
  variable_unknown: ['Variable desconocida', 'No existe la variable {names}. Las variables son {known}.'],
  quick_reply_needs_user: [
    '¿De quién es?',
    'Una clave de API no es una persona. Omita isMine o entre en el panel como el usuario.',
  ],
  quick_reply_two_owners: [
    'Fila o usted',
    'Una respuesta rápida pertenece a una fila o a usted. Indique queueId o isMine, no ambos.',
  ],
  ticket_not_pending: [
    'La atención no está pendiente',
    'Solo se puede aceptar una atención pendiente; esta está {status}. Cárguela de nuevo.',
  ],
  ticket_taken: ['Atención ya aceptada', '{userName} ya está en esta atención. Cárguela de nuevo.'],
  ticket_changed: [
    'La atención cambió',
    'Esta atención cambió entretanto: está {status} y en la versión {version}. Cárguela de nuevo.',
  ],
  person_required: [
    'Solo para personas',
    'Esto pertenece a una persona, y una clave de API no lo es. Entre con su usuario.',
  ],
  mention_not_possible: [
    'No es posible mencionar',
    'El usuario {userId} está inactivo o no ve esta atención. Mencione a alguien que la vea.',
  ],
  messages_unseen: [
    'Hay novedades en la conversación',
    'Llegaron {count} mensajes después del último que vio, hasta el mensaje {lastMessageId}. Léalos y luego envíe.',
  ],
  report_range: ['Período no válido', 'Un informe va hasta {days} días, del primero al último. Indique otros.'],
  snooze_time: [
    'Momento no válido para posponer',
    'Una atención se puede posponer a un momento futuro, a {days} días como máximo. Indique otro.',
  ],
  ticket_has_news: [
    'El cliente escribió entretanto',
    'El cliente escribió después de que se eligiera esta atención. Mírela antes de apartarla.',
  ],
  bulk_tickets_required: ['¿Qué atenciones?', 'Indique ticketIds o un filtro, no ambos.'],
  bulk_too_many: [
    'Demasiadas atenciones a la vez',
    'Esto cambiaría más de {limit} atenciones. Restrinja el filtro o hágalo por partes.',
  ],
  bulk_action_not_found: [
    'Acción no encontrada',
    'No hay una acción masiva suya con este id. Se guardan durante una semana.',
  ],
  bulk_action_begun: ['La acción ya comenzó', 'Está {state} y ya no se puede deshacer. El resultado dice qué cambió.'],
  bulk_ticket_failed: [
    'Algo salió mal con esta atención',
    'Quedó como estaba. Inténtelo solo con ella; el registro del servidor dice más.',
  ],
  saved_view_not_found: [
    'Vista no encontrada',
    'No hay una vista con este id entre las suyas y las de todos. Puede haberse eliminado.',
  ],
  contact_or_number: ['¿Con quién?', 'Indique contactId o number, no ambos.'],
  message_not_failed: [
    'El mensaje no falló',
    'Solo un mensaje que falló se puede enviar de nuevo; este está {status}. Escriba otro.',
  ],
  message_sent_again: ['El mensaje ya se envió de nuevo', 'El mensaje {messageId} lo repite. Espere su resultado.'],
  client_id_taken: [
    'clientId ya usado',
    'El mensaje {messageId} de esta atención tiene este clientId y dice otra cosa.',
  ],
  scheduled_not_found: notFoundInSpanish('El mensaje programado'),
  scheduled_settled: [
    'Ya no está programado',
    'Este mensaje ya salió o fue cancelado ({status}), y nada en él se puede cambiar.',
  ],
  scheduled_too_many: [
    'Demasiados mensajes programados',
    'Ya hay {limit} mensajes esperando para este contacto. Cancele algunos o espere a que salgan.',
  ],
  ticket_not_open: [
    'La atención no está abierta',
    'Hace falta una atención abierta; esta está {status}. Acéptela o reábrala antes.',
  ],
  ticket_closed: ['Atención cerrada', 'Una atención cerrada no se puede cambiar. Reábrala antes.'],
  ticket_not_closed: ['La atención no está cerrada', 'Solo se puede reabrir una atención cerrada; esta está {status}.'],
  ticket_already_active: [
    'El contacto ya está en atención',
    'Este contacto ya tiene una atención activa en este canal: {ticketId}. Continúe en ella.',
  ],
  ticket_not_yours: [
    'Atención de otra persona',
    'Esta atención es de otro agente o de una fila en la que usted no participa.',
  ],
  ticket_user_required: [
    '¿Quién atiende?',
    'Una clave de API no es una persona. Indique el userId de quien asume la atención.',
  ],
  ticket_of_group: [
    'Atención de un grupo',
    'La atención de un grupo pertenece a una fila, nunca a un usuario. Omita userId.',
  ],
  transfer_target_required: ['¿Transferir a quién?', 'Indique queueId, userId o ambos.'],
  user_not_in_queue: [
    'El usuario no está en la fila',
    'El usuario {userId} no atiende la fila {queueId}. Elija otro usuario u otra fila.',
  ],
  user_inactive: ['Usuario inactivo', 'El usuario {userId} está inactivo. Elija otro o actívelo antes.'],
  queue_inactive: ['Fila inactiva', 'La fila {queueId} está inactiva. Elija otra o actívela antes.'],
  closing_reason_required: [
    'Motivo de cierre obligatorio',
    'La fila de esta atención tiene motivos de cierre. Indique uno en closingReasonId.',
  ],
  closing_reason_not_of_queue: [
    'Motivo de otra fila',
    'El motivo de cierre {closingReasonId} está inactivo o pertenece a otra fila.',
  ],
}
