/** Forms as GitHub takes them. */
import { Document, visit } from 'yaml'
import { everyForm, formWords } from '../render/forms.ts'
import type { Field, Form } from './form.ts'
import { formsOf, type Pathways } from './forms.ts'

export const formFolder = '.github/ISSUE_TEMPLATE'
const generated = '# Generated from policies/pathways by `npm run generate`. Do not edit.\n'

/** Path → text: everything that the folder of the forms holds. */
export const formFiles = (pathways: Pathways): Record<string, string> => ({
  // for whatever no form is for, such as a question
  [`${formFolder}/config.yml`]: `${generated}blank_issues_enabled: true\n`,
  ...Object.fromEntries(formsOf(pathways).map(form => [`${formFolder}/${form.id}.yml`, formText(form, pathways)])),
})

function formText({ kind, pathway, fields }: Form, pathways: Pathways): string {
  const title = pathway === null ? '' : (pathways.get(pathway)?.data.title ?? '')
  const { name, description, title: issue, intro } = formWords(kind, title)
  const body = [{ type: 'markdown', attributes: { value: everyForm(intro) } }, ...fields.map(element)]
  return `${generated}${yamlOf({ name, description, title: issue, body })}`
}

/** Texts of several lines as they are read, and every other one in quotation marks: GitHub takes Yes and No for no texts. */
function yamlOf(data: object): string {
  const document = new Document(data)
  visit(document, {
    Scalar: (key, node) => {
      if (typeof node.value === 'string' && key !== 'key')
        node.type = node.value.includes('\n') ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0 })
}

/** GitHub's own names for what a field can be. */
const types = { line: 'input', lines: 'textarea', choice: 'dropdown' } as const

function element({ id, label, help, example, kind, choices, required }: Field): object {
  const attributes = {
    label,
    ...(help && { description: help }),
    ...(kind === 'choice' && { options: choices.map(({ title }) => title) }),
    ...(kind !== 'choice' && example && { placeholder: example }),
    // as a block of code it takes no pictures, and calls nobody
    ...(kind === 'lines' && { render: 'text' }),
  }
  return { type: types[kind], id: elementId(id), attributes, ...(required && { validations: { required: true } }) }
}

/** GitHub takes letters, digits, hyphens and underscores. */
const elementId = (id: string): string => id.replaceAll(/[^\w-]/g, '_')
