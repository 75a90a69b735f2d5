/** The refusals of table-access.ts in Spanish. */
import { notFoundInSpanish, type Texts } from './row.ts'
import type { ACCESS_REFUSALS } from './table-access.ts'

export const SPANISH_ACCESS: Texts<typeof ACCESS_REFUSALS> = {
  not_signed_in: ['Sin sesión', 'Inicie sesión o envíe una clave de API en `authorization: Bearer <clave>`.'],
  wrong_credentials: [
    'Correo o contraseña incorrectos',
    'Revise ambos. Un administrador de su empresa puede definir una contraseña nueva.',
  ],
  invalid_api_key: [
    'Clave de API desconocida',
    'La clave no existe, venció o fue revocada. Cree otra en la configuración.',
  ],
  not_operator: [
    'No es para esta empresa',
    'Este servidor tiene varias empresas. Quien lo opera dice en OPERATOR_COMPANY los administradores de cuál ven su estado.',
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
  second_factor_required: [
    'Segundo factor obligatorio',
    'Su empresa exige un segundo factor. Configúrelo antes en Configuración > Seguridad.',
  ],
  second_factor_over: [
    'Empiece de nuevo',
    'El tiempo para el código terminó o hubo demasiados códigos erróneos. Entre de nuevo.',
  ],
  second_factor_code_used: [
    'El código ya se usó',
    'Este código ya abrió una sesión. Entre de nuevo con el próximo que muestre su aplicación.',
  ],
  second_factor_on: [
    'El segundo factor está activo',
    'Ya hay un segundo factor. Desactívelo antes de configurar otro.',
  ],
  second_factor_off: [
    'El segundo factor está desactivado',
    'No hay ningún segundo factor configurado. Empiece por configurar uno.',
  ],
  link_over: [
    'El enlace ya no vale',
    'Este enlace fue usado, reemplazado o anulado, o su plazo terminó. Pida uno nuevo.',
  ],
  invited_already: ['Ya invitado', 'Este correo ya fue invitado. Envíe la invitación de nuevo o anúlela antes.'],
  too_many_invitations: [
    'Demasiadas invitaciones',
    'Una empresa tiene como máximo {limit} invitaciones abiertas. Anule las que nadie va a aceptar.',
  ],
  mail_not_configured: [
    'Sin servidor de correo',
    'Este servidor no envía correos. Pida un enlace a un administrador de su empresa.',
  ],
  mail_failed: [
    'Correo no enviado',
    'El servidor de correo no aceptó el mensaje. Inténtelo más tarde o entregue un enlace.',
  ],
  invitation_not_found: notFoundInSpanish('La invitación'),
  session_not_found: notFoundInSpanish('La sesión'),
}
