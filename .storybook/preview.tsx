import type { Preview } from '@storybook/react-vite'

export default {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    options: {
      storySort: {
        order: [
          'Seed flow',
          ['Main job', 'usePassToken', 'usePassQuery', 'Errors', 'Two tabs'],
          'Journey',
          [
            'The whole way',
            'Pick a provider',
            'Sign in',
            'Second screen',
            'Catalogue',
            'Play',
            'Sign out',
            'TempPass and degradation',
          ],
          'Single sign-on',
          ['Service token', 'Platform token', 'Partner', 'Promotional TempPass', 'Without a proxy'],
        ],
      },
    },
  },
} satisfies Preview
