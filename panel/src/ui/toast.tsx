/**
 * Shows what happened, at the edge, for a moment. Use `toast.error` for what a person must know; progress is shown where it
 * happens.
 */
import { Toaster as Sonner, toast } from 'sonner'

export { toast }

export const Toaster = ({ label, theme }: { label: string; theme: 'light' | 'dark' | 'system' }) => (
  <Sonner theme={theme} position="bottom-center" containerAriaLabel={label} duration={5_000} richColors />
)
