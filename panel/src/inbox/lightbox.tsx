import { useTranslation } from 'react-i18next'
import Yarl from 'yet-another-react-lightbox'
import Zoom from 'yet-another-react-lightbox/plugins/zoom'
import 'yet-another-react-lightbox/styles.css'

interface LightboxProps {
  pictures: readonly { url: string; alt: string }[]
  /** The picture to begin with. */
  at?: number
  onClose: () => void
}

/** Pictures as large as the screen, with zoom; arrows go from one to the next. Loaded when the first one is opened. */
export function Lightbox({ pictures, at = 0, onClose }: LightboxProps) {
  const { t } = useTranslation('inbox')
  const isAlone = pictures.length === 1
  return (
    <Yarl
      open
      close={onClose}
      index={at}
      slides={pictures.map(({ url, alt }) => ({ src: url, alt }))}
      plugins={[Zoom]}
      carousel={{ finite: true, preload: 1 }}
      controller={{ closeOnBackdropClick: true }}
      {...(isAlone && { render: { buttonPrev: () => null, buttonNext: () => null } })}
      labels={{
        Close: t('closePicture'),
        'Zoom in': t('zoomIn'),
        'Zoom out': t('zoomOut'),
        Next: t('nextPicture'),
        Previous: t('previousPicture'),
      }}
    />
  )
}
