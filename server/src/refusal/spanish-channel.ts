/** The refusals of table-channel.ts in Spanish. */
import type { Texts } from './row.ts'
import type { CHANNEL_REFUSALS } from './table-channel.ts'

export const SPANISH_CHANNEL: Texts<typeof CHANNEL_REFUSALS> = {
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
}
