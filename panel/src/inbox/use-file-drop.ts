import { useEffect, useRef, useState } from 'react'

/** Files dropped anywhere on the page while it is mounted; returns whether some are held over it. */
export function useFileDrop(onFiles: (files: Iterable<File>) => void): boolean {
  const [isOver, setOver] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  })
  useEffect(() => {
    // Entering a child leaves its parent: count.
    let depth = 0
    const brings = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const on = {
      dragenter: (event: DragEvent) => {
        if (brings(event)) setOver(++depth > 0)
      },
      dragleave: (event: DragEvent) => {
        if (brings(event)) setOver(--depth > 0)
      },
      dragover: (event: DragEvent) => {
        if (brings(event)) event.preventDefault()
      },
      drop: (event: DragEvent) => {
        if (!brings(event)) return
        event.preventDefault()
        depth = 0
        setOver(false)
        take.current([...(event.dataTransfer?.files ?? [])])
      },
    }
    for (const [name, listener] of Object.entries(on)) addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(on)) removeEventListener(name, listener as EventListener)
    }
  }, [])
  return isOver
}
