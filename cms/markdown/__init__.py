"""Markdown files as front matter and body blocks.

The dialect, besides paragraphs, lists, `**bold**`, `*italic*` and `[links](https://…)`::

    ## Heading            ### Subheading
    > Quotation           with a last line  > — Whose words
    ![alt text](image-key "caption")        alone on a line
    Table: caption        then a table of rows between |, whose columns of numbers are numbers
    [text](demo:page-key)                   a page of this site
    [text](term:identifier)                 a concept of the glossary, within running text

    :::callout Title      :::links Title              :::document document-key Label
    text                  - [Label](https://…)        :::
    :::                   - [Not yet known]()
                          :::                         :::video https://… Title
                                                      transcript
                                                      :::
"""

from cms.markdown.body import stable_id, to_blocks
from cms.markdown.rich_text import Resources
from cms.markdown.source import MarkdownError, split_front_matter

__all__ = ["MarkdownError", "Resources", "split_front_matter", "stable_id", "to_blocks"]
