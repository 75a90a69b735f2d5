/** The tab's title: the page, and before it how many conversations want an answer. */
import { useEffect } from 'react'

let page = 'Recado'
let waiting = 0

function show(): void {
  document.title = waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ${page}` : page
}

export function useTitle(name: string): void {
  useEffect(() => {
    page = `${name} · Recado`
    show()
  }, [name])
}

export function showWaiting(count: number): void {
  waiting = count
  show()
}
