/** The refusals of table.ts in Spanish; the compiler sees to it that none is missing. */
import { SPANISH_ACCESS } from './spanish-access.ts'
import type { REFUSALS } from './table.ts'

type Text = readonly [title: string, detail: string]

const notFound = (cosa: string): Text => [
  `${cosa} no existe`,
  'No hay ningún registro con este id en su empresa. Revise el id; puede haber sido eliminado.',
]

export const SPANISH: Record<keyof typeof REFUSALS, Text> = {
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
  not_signed_in: ['Sin sesión', 'Inicie sesión o envíe una clave de API en `authorization: Bearer <clave>`.'],
  wrong_credentials: [
    'Correo o contraseña incorrectos',
    'Revise ambos. Un administrador de su empresa puede definir una contraseña nueva.',
  ],
  invalid_api_key: [
    'Clave de API desconocida',
    'La clave no existe, venció o fue revocada. Cree otra en la configuración.',
  ],
  not_allowed: ['Sin permiso', 'Su perfil o su clave de API no permite esto. Hable con un administrador.'],
  origin_not_allowed: [
    'Solicitud de otro sitio',
    'Un navegador envió esto desde {origin}. Use el panel en su dirección o ajuste PUBLIC_URL.',
  ],
  wrong_setup_code: [
    'Código de instalación incorrecto',
    'El servidor muestra el código al iniciar y lo guarda en el archivo setup-code de DATA_DIR.',
  ],
  setup_done: [
    'Ya está configurado',
    'El primer administrador ya existe. Inicie sesión o ejecute `recado create-admin` en el servidor.',
  ],
  last_admin: ['Último administrador', 'La empresa necesita al menos un administrador activo. Nombre a otro antes.'],
  ...SPANISH_ACCESS,
  invitation_not_found: notFound('La invitación'),
  session_not_found: notFound('La sesión'),
  tenant_not_found: notFound('La empresa'),
  user_not_found: notFound('El usuario'),
  queue_not_found: notFound('La fila'),
  channel_not_found: notFound('El canal'),
  contact_not_found: notFound('El contacto'),
  ticket_not_found: notFound('La atención'),
  message_not_found: notFound('El mensaje'),
  closing_reason_not_found: notFound('El motivo de cierre'),
  endpoint_not_found: notFound('El endpoint'),
  event_not_found: notFound('El evento'),
  delivery_not_found: notFound('La entrega'),
  attempt_not_found: notFound('El intento'),
  replay_not_found: notFound('El reenvío'),
  api_key_not_found: notFound('La clave de API'),
  media_not_found: notFound('El archivo multimedia'),
  alert_not_found: notFound('La alerta'),
  name_taken: ['Nombre en uso', 'Ya existe uno con este nombre. Elija otro.'],
  email_taken: ['Correo en uso', 'Otro usuario ya tiene este correo. Use otro.'],
  contact_taken: ['El contacto ya existe', 'Otro contacto ya tiene este número o identificador: contacto {contactId}.'],
  phone_number_id_taken: [
    'Número ya conectado',
    'Otro canal de la empresa usa este phone number id. Quítelo allí primero.',
  ],
  in_use: ['En uso', 'Hay registros que dependen de este; no se puede eliminar. Desactívelo.'],
  phone_invalid: ['Teléfono no válido', '`{phone}` no es un teléfono. Indíquelo con país y área, como 5511912345678.'],
  ticket_not_pending: [
    'La atención no está pendiente',
    'Solo se puede aceptar una atención pendiente; esta está {status}. Cárguela de nuevo.',
  ],
  scheduled_not_found: notFound('El mensaje programado'),
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
  channel_inactive: ['Canal inactivo', 'El canal {channelId} está apagado. Actívelo en la configuración.'],
  message_empty: ['Nada que enviar', 'Indique un texto, un archivo o ambos.'],
  message_not_changeable: [
    'El mensaje no se puede cambiar',
    'Solo se pueden editar o eliminar mensajes que usted envió y que WhatsApp aún permite cambiar.',
  ],
  service_window_closed: [
    'Ventana de atención cerrada',
    'El contacto escribió hace más de 24 horas. WhatsApp ahora solo acepta una plantilla aprobada.',
  ],
  media_empty: ['Archivo vacío', 'El archivo no tiene contenido. Envíe otro.'],
  media_on_its_way: [
    'Archivo en camino',
    'WhatsApp aún no entregó este archivo. Se está buscando; pida otra vez en medio minuto.',
  ],
  media_never_came: [
    'El archivo nunca llegó',
    'WhatsApp no entregó este archivo y ya no lo hará. El mensaje dice por qué.',
  ],
  media_missing: ['Archivo perdido', 'Desapareció del servidor. Pida que lo envíen otra vez.'],
  media_too_large: [
    'Archivo demasiado grande',
    'WhatsApp acepta como máximo {limit} de este tipo. Envíe un archivo más pequeño.',
  ],
  media_type_not_allowed: [
    'Tipo de archivo no aceptado',
    'WhatsApp no acepta {type}. Acepta JPEG, PNG y WebP; MP4 y 3GP; AAC, AMR, MP3 y OGG (Opus); PDF, Word, Excel, PowerPoint y texto. Convierta el archivo, o envíe su dirección en `mediaLink`.',
  ],
  whatsapp_refused: ['WhatsApp lo rechazó', 'WhatsApp respondió: {reason}'],
  whatsapp_unreachable: ['WhatsApp no responde', 'No hubo respuesta de WhatsApp. Intente de nuevo en un momento.'],
  callback_unreachable: [
    'WhatsApp no alcanza la dirección',
    'WhatsApp consultó {url} y no recibió la respuesta correcta: {reason}. Defina PUBLIC_URL con una dirección https que internet alcance, o suscriba sin cambiar la dirección.',
  ],
  pin_wrong: [
    'PIN incorrecto',
    'El número tiene otro PIN en la verificación en dos pasos. Use ese, o restablézcalo en el Administrador de WhatsApp.',
  ],
  contact_not_blockable: [
    'No se puede bloquear',
    'WhatsApp solo permite bloquear a quien escribió al número en las últimas 24 horas.',
  ],
  invalid_signature: ['Firma no válida', 'La firma no corresponde al cuerpo. Revise el app secret de este canal.'],
  invalid_verify_token: [
    'Verify token incorrecto',
    'El verify token no es el de este canal. Cópielo de la configuración del canal.',
  ],
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
  external_token_invalid: [
    'Token no válido',
    'El token falta, es incorrecto, fue revocado o no es de esta dirección. Envíe `authorization: Bearer <token>`; los tokens se crean en el panel.',
  ],
  external_scope_missing: [
    'El token no tiene este derecho',
    'Al token le falta el derecho `{scope}`. Concédalo en el panel.',
  ],
  external_params_off: [
    'El token en la dirección está desactivado',
    'Esta API no acepta el token en la dirección, donde los registros lo guardan. Envíelo como encabezado o permítalo en el panel.',
  ],
  external_file_refused: ['El archivo no se puede enviar', 'No se envió nada: {reason}.'],
  external_file_empty: [
    'El archivo está vacío',
    'No se envió nada, porque el archivo no tiene bytes. Envíe uno que los tenga.',
  ],
  external_base64_invalid: [
    'El archivo no está en base64',
    'No se envió nada: mediaMessage.media debe ser base64, con o sin el inicio data:.',
  ],
  external_base64_too_large: [
    'Archivo demasiado grande para base64',
    'En base64 un archivo puede tener {limit}. Envíe uno mayor como multipart/form-data o por mediaUrl.',
  ],
  external_url_redirects: [
    'La dirección del archivo redirige',
    'No se envió nada: no se siguen redirecciones. Envíe {location} directamente.',
  ],
  external_url_status: [
    'El archivo no está en la dirección',
    'No se envió nada: mediaUrl respondió {status}. Revise la dirección.',
  ],
  external_url_unreachable: [
    'El archivo no se pudo descargar',
    'No se envió nada: el servidor de mediaUrl no respondió ({reason}).',
  ],
  external_not_supported: ['No es parte de Recado', 'Recado no tiene {route}. Use {instead}.'],
  external_api_not_found: notFound('Esta API'),
  lane_not_found: notFound('La secuencia de entregas'),
  tag_not_found: notFound('La etiqueta'),
  stage_not_found: notFound('La etapa'),
  followup_not_found: notFound('El seguimiento'),
  wallet_not_found: notFound('La cartera'),
  custom_field_not_found: notFound('El campo personalizado'),
  quick_reply_not_found: notFound('La respuesta rápida'),
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
  template_not_found: [
    'Plantilla no encontrada',
    'Este canal no tiene la plantilla `{name}` en {language}. Actualice la lista de plantillas.',
  ],
  template_not_approved: [
    'Plantilla no aprobada',
    'WhatsApp solo acepta plantillas aprobadas; `{name}` está {status}. Elija otra.',
  ],
  waba_id_required: [
    'Falta el ID de la cuenta',
    'Las plantillas y la suscripción pertenecen a la cuenta de WhatsApp Business: indique su ID (`wabaId`) en el canal.',
  ],
  internal_error: ['Error nuestro', 'Algo salió mal aquí. Intente de nuevo; si persiste, indique el id {requestId}.'],
  unavailable: [
    'No disponible por ahora',
    'La base de datos o el lugar de los archivos no responde o está ocupado. Intente de nuevo en unos segundos.',
  ],
}
