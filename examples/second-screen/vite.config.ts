import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    // The TV, the phone, and the page on which the phone ends.
    rolldownOptions: { input: ['index.html', 'activate.html', 'activated.html'] },
  },
})
