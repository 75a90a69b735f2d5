import { useTranslation } from 'react-i18next'
import Yarl from 'yet-another-react-lightbox'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'

/** A picture as large as the screen, with zoom. Loaded when the first one is opened. */
export function Lightbox({ url, alt, onClose }: { url: string; alt: string; onClose: () => void }) {
  const { t } = useTranslation('inbox')
  return (
    <Yarl
      open
      close={onClose}
      slides={[{ src: url, alt }]}
      plugins={[Zoom]}
      carousel={{ finite: true }}
      controller={{ closeOnBackdropClick: true }}
      render={{ buttonPrev: () => null, buttonNext: () => null }}
      labels={{ Close: t('closePicture'), 'Zoom in': t('zoomIn'), 'Zoom out': t('zoomOut') }}
    />
  )
}
