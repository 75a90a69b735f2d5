/** How people come in, of table-access.ts: spread into spanish.ts. */
export const SPANISH_ACCESS = {
  not_operator: [
    'No es para esta empresa',
    'Este servidor tiene varias empresas. Quien lo opera dice en OPERATOR_COMPANY los administradores de cuál ven su estado.',
  ],
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
} as const
